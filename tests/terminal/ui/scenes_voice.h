// SPDX-License-Identifier: Apache-2.0
/* Scenes of rating, unresolved matters and calls for help. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_VOICE_H
#define TESTS_TERMINAL_UI_SCENES_VOICE_H

SCENE(rating)
{
    scene_done_printed(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_RATING, NULL);
}

static void
scene_level(struct visitor *visitor, int level)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_LEVEL, .number = level});
}

SCENE(rating_tags)
{
    scene_rating(visitor, pages);
    scene_level(visitor, 2);
    visitor_does(visitor, SESSION_TAG, "machine");
}

SCENE(done_rated)
{
    scene_rating(visitor, pages);
    scene_level(visitor, 0);
}

SCENE(trouble)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_OPEN_TROUBLE, NULL);
}

/* One character after the other, as the keyboard gives them. */
static void
session_words_are(struct visitor *visitor, const char *words)
{
    for (const char *at = words; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, at, 1);
        visitor_does(visitor, SESSION_TYPE, key);
    }
}

SCENE(trouble_words)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_OPEN_TROUBLE, NULL);
    visitor_does(visitor, SESSION_OPEN_WORDS, NULL);
    session_words_are(visitor, "来了三趟");
    g_assert_cmpstr(visitor->session.voice.words, ==, "来了三趟");
}

SCENE(trouble_chosen)
{
    scene_done_printed(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_TROUBLE, NULL);
    visitor_does(visitor, SESSION_REASON, "trips");
    visitor_does(visitor, SESSION_REASON, "late");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_OPEN_PHONE,
                                                   .number = PHONE_FOR_TROUBLE});
    visitor_does(visitor, SESSION_NEXT, NULL);
    if (!visitor->session.assisted)
        visitor_does(visitor, SESSION_OPEN_WORDS, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_TROUBLE_WORDS);
    session_words_are(visitor, "来了三趟，每次说的不一样，今天又要别的");
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_TROUBLE);
    g_assert_cmpint(visitor->session.voice.order != 0, ==, visitor->session.assisted);
}

static void
scene_kept(struct visitor *visitor, bool kept)
{
    if (visitor->session.voice.order == 0)
        visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                                   .order = visitor->session.voice.order,
                                                   .number = kept,
                                                   .text = "B000126112100019"});
}

SCENE(trouble_failed)
{
    scene_trouble_chosen(visitor, pages);
    scene_kept(visitor, false);
}

SCENE(trouble_done)
{
    scene_trouble_chosen(visitor, pages);
    scene_kept(visitor, true);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_TROUBLE_DONE);
}

SCENE(phone)
{
    scene_trouble(visitor, pages);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_OPEN_PHONE,
                                                   .number = PHONE_FOR_TROUBLE});
    visitor_types(visitor, "100000");
}

SCENE(phone_wrong)
{
    scene_phone(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(help_noted)
{
    UNUSED_PAGES;
    scene_help_night(visitor, pages);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_OPEN_PHONE,
                                                   .number = PHONE_FOR_HELP});
    visitor_types(visitor, "10000001234");
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.help, ==, HELP_CALL_BACK);
}

SCENE(form_called)
{
    scene_help(visitor, pages);
    visitor_does(visitor, SESSION_DISMISS, NULL);
}

#endif
