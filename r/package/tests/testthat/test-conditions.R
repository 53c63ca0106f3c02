test_that("an error carries its status and reason", {
  condition <- tryCatch(seldon_stop("no entry", 403, "NOT_ALLOWED"), seldon_error = identity)

  expect_s3_class(condition, c("seldon_error", "error", "condition"), exact = TRUE)
  expect_equal(
    unclass(condition)[c("message", "status", "reason")],
    list(message = "no entry", status = 403L, reason = "NOT_ALLOWED")
  )
})

test_that("a scalar has one value", {
  expect_equal(as.vector(unclass(scalar("a"))), "a")
  expect_snapshot(error = TRUE, scalar(1:2))
})
