uses-receipt-virtual := printer-virtual
