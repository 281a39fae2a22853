debs-typesetter-pango := libpango1.0-dev libqrencode-dev fonts-noto-cjk fonts-babelstone-han \
    fonts-hanazono fonts-ukij-uyghur
