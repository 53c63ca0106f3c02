test_that("each kind of value has its payload", {
  expect_equal(as_payload(NULL), list(kind = "none"))
  expect_equal(as_payload(factor("b"))$value, "b")
  expect_equal(as_payload(as.raw(1))$kind, "raw")
  expect_equal(as_payload(matrix(1:4, 2, dimnames = list(NULL, c("x", "y"))))$names, c("x", "y"))
  expect_equal(as_payload(structure(list(), class = "model")), list(kind = "other", value = "model"))
})

test_that("columns that are matrices become columns", {
  frame <- data.frame(p = I(matrix(1:4, 2)))

  expect_equal(as_payload(frame)$dim, c(2L, 2L))
})

test_that("nested values are plain", {
  expect_equal(nested(list(d = as.Date("2026-11-23"), f = factor("x"))), list(d = "2026-11-23", f = "x"))
  expect_equal(nested(data.frame(a = 1:2)), list(list(a = 1L), list(a = 2L)))
  expect_equal(nested(list(a = I(1))), list(a = list(1)))
})
