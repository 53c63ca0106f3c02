# Loads every package of a library; stops at the first that cannot be loaded.
# Usage: Rscript --no-init-file r_loadable.R LIBRARY WHY. On failure: code 1, and the cause in the file WHY
arguments <- commandArgs(TRUE)
for (name in dir(arguments[[1L]])) {
  tryCatch(
    loadNamespace(name),
    error = function(condition) {
      why <- gsub("[[:space:]]+", " ", conditionMessage(condition))
      writeLines(paste0("package ", name, " cannot be loaded: ", why), arguments[[2L]])
      quit("no", status = 1L, runLast = FALSE)
    }
  )
}
