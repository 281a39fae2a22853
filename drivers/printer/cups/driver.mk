# What CUPS itself needs to make a device's language of a PDF is brought by the queue's packages;
# cups puts the ways to printers that do not speak IPP in place when it is installed.
debs-printer-cups := libcups2-dev cups cups-daemon cups-client cups-filters ghostscript
libs-printer-cups := -lcups
uses-printer-cups := printer-ipp
