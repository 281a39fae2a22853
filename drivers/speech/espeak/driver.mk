# SPDX-License-Identifier: Apache-2.0
pkgs-speech-espeak := espeak-ng
libs-speech-espeak := -lm
debs-speech-espeak := libespeak-ng-dev espeak-ng-data rime-data-terra-pinyin rime-data-pinyin-simp \
    rime-essay opencc unicode-data bzip2
data-speech-espeak := $(BUILD)/share/speech/zh.lexicon

# The lexicon is made here from Debian's word lists and ours (see lexicon/main.c).
SPEECH_MAKE  := $(BUILD)/obj/speech
SPEECH_DATA  := /usr/share/rime-data
SPEECH_WORDS := $(sort $(wildcard assets/words/*.words))
$(BUILD)/bin/support/speech-lexicon: $(BUILD)/obj/drivers/speech/espeak/lexicon/main.o \
    $(BUILD)/lib/libspeech-espeak.a
	$(Q)$(link) $^ $(BASE_LD)
$(SPEECH_MAKE)/%.simplified: $(SPEECH_DATA)/%
	@mkdir -p $(@D)
	$(Q)opencc -c t2s -i $< -o $@
$(SPEECH_MAKE)/readings: /usr/share/unicode/Unihan_Readings.txt.bz2
	@mkdir -p $(@D)
	$(Q)bzcat $< > $@
$(BUILD)/share/speech/zh.lexicon: $(BUILD)/bin/support/speech-lexicon $(SPEECH_WORDS) $(SPEECH_MAKE)/readings \
    $(SPEECH_MAKE)/terra_pinyin.dict.yaml.simplified $(SPEECH_MAKE)/essay.txt.simplified
	@mkdir -p $(@D)
	$(Q)$< --readings $(SPEECH_MAKE)/readings --simple $(SPEECH_DATA)/pinyin_simp.dict.yaml \
	  --tones $(SPEECH_MAKE)/terra_pinyin.dict.yaml.simplified \
	  --weights $(SPEECH_MAKE)/essay.txt.simplified $(SPEECH_WORDS) > $@.part && mv $@.part $@
