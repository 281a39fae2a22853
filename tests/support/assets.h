// SPDX-License-Identifier: Apache-2.0
/* What ships in assets/, read as tests need it. Tests run in the top folder; a file that is
 * missing or broken ends the test. */
#ifndef SUPPORT_ASSETS_H
#define SUPPORT_ASSETS_H

#include <jansson.h>

struct calendar;
struct catalogue;
struct place;

/* The version of medical insurance that ships. */
#define ASSETS_MEDICAL_VERSION 2

json_t *assets_json(const char *path); // "assets/place.json"; json_decref
struct catalogue *assets_catalogue(void);
/* What ships and made-up ones, `count` in all, in the groups that ship. */
struct catalogue *assets_catalogue_of(size_t count);
json_t *assets_services_of(size_t count); // the same as definitions; new array
/* What ships, and services of these names. */
struct catalogue *assets_catalogue_of_names(const char *const *names, size_t count);
/* Medical insurance first, then the services of tests/support/services.json: each the
 * medical insurance with other members. They have what the shipped ones have not (yet): no
 * card, questions that wait, several materials, nothing to fill, only a guide. Last the service
 * of every kind of question (tests/support/services/every-kind). */
struct catalogue *assets_catalogue_of_tests(void);
struct calendar *assets_calendar(void);
void assets_place(struct place *place);

/* Lets gettext speak `language` with the messages that the build made. "en": the msgids. */
void assets_speak(const char *language);

#endif
