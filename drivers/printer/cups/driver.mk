# What CUPS itself needs to make a device's language of a PDF is brought by the queue's packages.
debs-printer-cups := libcups2-dev cups-daemon cups-client cups-filters ghostscript
libs-printer-cups := -lcups
uses-printer-cups := printer-ipp
