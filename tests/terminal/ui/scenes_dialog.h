// SPDX-License-Identifier: Apache-2.0
/* Scenes of dialogs and of what is said aloud. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_DIALOG_H
#define TESTS_TERMINAL_UI_SCENES_DIALOG_H

SCENE(languages)
{
    UNUSED_PAGES;
    visitor_device(visitor, "speech", DEVICE_ONLINE, "none");
    json_t *voices = json_pack("[s, s]", "zh_CN", "en");
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_VOICES, .json = voices});
    json_decref(voices);
    visitor_comes_to_form(visitor);
    visitor_does(visitor, SESSION_LANGUAGES, NULL);
}

SCENE(idle)
{
    scene_form(visitor, pages);
    visitor_waits(visitor, visitor->session.assisted ? SESSION_IDLE_ASSISTED_MS + 9000
                                                     : SESSION_IDLE_MS + 7000);
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_IDLE);
}

SCENE(help)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(help_night)
{
    scene_form(visitor, pages);
    visitor->real_ms += 8 * 3600 * 1000;
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(end)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_ASK_END, NULL);
}

SCENE(end_paper)
{
    scene_done(visitor, pages);
    visitor_does(visitor, SESSION_END, NULL);
}

SCENE(read_aloud)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_SAY, NULL);
}

SCENE(read_loudest)
{
    scene_form(visitor, pages);
    for (int i = 0; i < SESSION_VOLUME_MOST; i++)
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_VOLUME, .number = 1});
}

SCENE(silent)
{
    scene_form(visitor, pages);
    visitor->session.silent = true;
}

#endif
