debs-printer-ipp := libcups2-dev
libs-printer-ipp := -lcups
