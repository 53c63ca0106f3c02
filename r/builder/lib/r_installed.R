# Prints the installed packages, name==version each, of all libraries.
found <- unique(installed.packages()[, c("Package", "Version")])
writeLines(sort(paste0(found[, "Package"], "==", found[, "Version"])))
