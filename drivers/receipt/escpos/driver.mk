debs-receipt-escpos := libpango1.0-dev fonts-noto-cjk fonts-babelstone-han fonts-hanazono
pkgs-receipt-escpos := pangocairo
