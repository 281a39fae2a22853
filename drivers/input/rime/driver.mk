# SPDX-License-Identifier: Apache-2.0
pkgs-input-rime := rime
debs-input-rime := librime-dev librime-bin rime-data-luna-pinyin rime-data-pinyin-simp \
    rime-data-stroke rime-essay opencc unicode-data bzip2
data-input-rime := $(BUILD)/share/rime/kiosk.ready

# Dictionaries are compiled here from Debian's word lists and ours, so that at run time librime
# only maps what is ready and never wants to write.
RIME_DATA  := /usr/share/rime-data
RIME_MAKE  := $(BUILD)/obj/rime
RIME_WORDS := $(sort $(wildcard assets/words/*.words))
$(RIME_MAKE)/kiosk_essay.txt: $(RIME_DATA)/essay.txt
	@mkdir -p $(@D)
	$(Q)opencc -c t2s -i $< | LC_ALL=C awk -F'\t' '{ n[$$1] += $$2 } END { for (w in n) print w "\t" n[w] }' | \
	  LC_ALL=C sort > $@
$(RIME_MAKE)/kiosk.dict.yaml: drivers/input/rime/dictionary.awk $(RIME_WORDS) $(RIME_DATA)/luna_pinyin.dict.yaml
	@mkdir -p $(@D)
	$(Q)opencc -c t2s -i $(RIME_DATA)/luna_pinyin.dict.yaml -o $(@D)/large
	$(Q)bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 > $(@D)/readings
	$(Q)LC_ALL=C awk -f $< role=simple $(RIME_DATA)/pinyin_simp.dict.yaml role=words $(RIME_WORDS) \
	  role=readings $(@D)/readings role=large $(@D)/large > $@.part && mv $@.part $@
$(RIME_MAKE)/kiosk_stroke.dict.yaml: $(RIME_DATA)/stroke.dict.yaml
	@mkdir -p $(@D)
	$(Q)sed -e 's/^name: .*/name: kiosk_stroke/' -e '/^use_preset_vocabulary:/a vocabulary: kiosk_essay' $< > $@
$(BUILD)/share/rime/kiosk.ready: $(wildcard assets/words/*.yaml) $(RIME_MAKE)/kiosk_essay.txt \
    $(RIME_MAKE)/kiosk.dict.yaml $(RIME_MAKE)/kiosk_stroke.dict.yaml
	@printf '  RIME  %s\n' $(@D)
	@rm -rf $(@D) $(RIME_MAKE)/user && mkdir -p $(@D) $(RIME_MAKE)/user
	$(Q)cp assets/words/*.yaml $(RIME_MAKE)
	$(Q)GLOG_logtostderr=1 rime_deployer --build $(RIME_MAKE)/user $(RIME_MAKE) $(@D) \
	  >$(RIME_MAKE)/log 2>&1 || { cat $(RIME_MAKE)/log; exit 1; }
	@test -s $(@D)/kiosk.table.bin -a -s $(@D)/kiosk_stroke.table.bin || { cat $(RIME_MAKE)/log; exit 1; }
	@touch $@
