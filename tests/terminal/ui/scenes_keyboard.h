// SPDX-License-Identifier: Apache-2.0
/* Scenes of writing: pinyin, strokes, letters, the square for the finger. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_KEYBOARD_H
#define TESTS_TERMINAL_UI_SCENES_KEYBOARD_H

static void
scene_candidates(struct visitor *visitor, const char *json)
{
    json_t *answer = json_loads(json, 0, NULL);
    g_assert_nonnull(answer);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CANDIDATES,
                                                   .order = visitor->session.input.order,
                                                   .json = answer});
    json_decref(answer);
}

static void
scene_keyboard(struct visitor *visitor, enum keyboard keyboard)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                   .number = (int)keyboard});
}

/* A composition in the middle of a text: 26 keys, or nine. */
SCENE(pinyin)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_PINYIN);
    visitor_types(visitor, visitor->session.assisted ? "4824" : "laohuaishu");
    scene_candidates(
        visitor,
        visitor->session.assisted
            ? "{\"preedit\":\"huai\",\"more\":true,\"readings\":[\"huai\",\"guai\","
              "\"hua\","
              "\"gua\",\"hu\"],\"candidates\":[{\"text\":\"槐\"},{\"text\":\"怀\"},{"
              "\"text\":"
              "\"坏\"},{\"text\":\"淮\"},{\"text\":\"徊\"},{\"text\":\"乖\"},{\"text\":"
              "\"怪\"}]}"
            : "{\"preedit\":\"lao huai "
              "shu\",\"more\":true,\"readings\":[],\"candidates\":["
              "{\"text\":\"老槐树\"},{\"text\":\"老怀\"},{\"text\":\"老坏\"},{\"text\":"
              "\"老\"},{\"text\":\"捞\"},{\"text\":\"劳\"},{\"text\":\"牢\"},{\"text\":"
              "\"姥\"}]}");
}

SCENE(pinyin_sentence)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_PINYIN);
    visitor_types(visitor, visitor->session.assisted
                               ? "42626743626426942"
                               : "anhuishengliuanshijinzhaixianyanzihezhen");
    scene_candidates(
        visitor, "{\"preedit\":\"an hui sheng liu an shi jin zhai xian yan zi he zhen\","
                 "\"more\":false,\"readings\":[\"zhuang\"],\"candidates\":[{\"text\":"
                 "\"安徽省六安市金寨县燕子河镇老槐树旁边\"},{\"text\":\"安徽省\"}]}");
}

SCENE(writing)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_WRITING);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN, .number = 9});
    scene_candidates(visitor, "{\"candidates\":[\"树\",\"村\",\"对\",\"材\",\"柯\","
                              "\"杜\",\"村\",\"枝\",\"权\",\"杈\"]}");
}

SCENE(writing_empty)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_WRITING);
}

SCENE(strokes)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_STROKES);
}

SCENE(letters)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_LETTERS);
}

SCENE(digits)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_DIGITS);
}

SCENE(keyboard_off)
{
    scene_long_address(visitor, pages);
    visitor_device(visitor, "input", DEVICE_HARDWARE_ERROR, "driverCrashed");
    visitor_device(visitor, "handwriting", DEVICE_HARDWARE_ERROR, "driverCrashed");
}

SCENE(pinyin_off)
{
    scene_long_address(visitor, pages);
    visitor_device(visitor, "input", DEVICE_HARDWARE_ERROR, "driverCrashed");
}

#endif
