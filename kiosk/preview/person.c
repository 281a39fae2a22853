// SPDX-License-Identifier: Apache-2.0
#include "person.h"

#include "core/form.h"

#include <string.h>

/* Of no region that there is. */
static const struct {
    const char *name, *sex, *birth, *id_number;
} people[] = {
    {"王秀兰", "female", "1943-03-12", "999999194303120023"},
    {"李建国", "male", "1980-05-05", "999999198005050010"},
    {"李小芳", "female", "2015-06-01", "99999920150601002X"},
};

json_t *
person_card(const struct session *session)
{
    bool child = session->service != NULL && session->answers != NULL &&
                 form_applicant(session->service, session->answers) == APPLICANT_GUARDIAN;
    bool refused = strcmp(session->card_cause, "notEntitled") == 0;
    size_t who = session_card_of(session) == CARD_OF_AGENT ? 1 : child ? 2 : refused;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "card_type",
                     "citizen", "name", people[who].name, "sex", people[who].sex,
                     "nation", "汉", "birth", people[who].birth, "address",
                     "示例县青山镇柳溪村18号", "id_number", people[who].id_number,
                     "authority", "示例县公安局", "valid_from", "2010-01-01", "valid_to",
                     "长期");
}
