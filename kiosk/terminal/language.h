// SPDX-License-Identifier: Apache-2.0
/* Language: which language gettext speaks. ui thread only: it changes the environment. */
#ifndef TERMINAL_LANGUAGE_H
#define TERMINAL_LANGUAGE_H

/* Where translations stand for the program at `program` (NULL: the one that runs): share/locale
 * of the build or of the prefix it is installed in. g_free; NULL: nowhere near it. */
char *language_find_folder(const char *program);
/* `folder` holds <language>/LC_MESSAGES/kiosk.mo; NULL: the system's. */
void language_init(const char *folder);
/* "zh_CN", "en", … A language without a catalogue shows the English of the program. */
void language_set(const char *language);

#endif
