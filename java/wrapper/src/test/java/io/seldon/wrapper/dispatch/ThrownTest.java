package io.seldon.wrapper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.errors.SeldonException;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.server.ResponseStatusException;

/** What a component throws, as its caller sees it (ERR-4 to ERR-6, ERR-8). */
class ThrownTest {

  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(new IllegalStateException("boom"), "boom"),
        Arguments.of(new IllegalStateException(), "IllegalStateException"),
        Arguments.of(new IOException(""), "IOException"),
        Arguments.of(new StackOverflowError(), "StackOverflowError: StackOverflowError"),
        Arguments.of(new OutOfMemoryError("Java heap space"), "OutOfMemoryError: Java heap space"),
        Arguments.of(new ExitGuard.SystemExit(3), "SystemExit: 3"),
        Arguments.of(new UndeclaredThrowableException(new IOException("disk")), "disk"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void anExceptionIs500WithItsText(Throwable given, String info) {
    SeldonException found = Thrown.toError(given);

    assertThat(found.info()).isEqualTo(info);
    assertThat(found.httpStatus()).isEqualTo(500);
    assertThat(found.grpcCode()).isEqualTo("INTERNAL");
    assertThat(found.reason()).isEqualTo("MICROSERVICE_INTERNAL_ERROR");
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT", "401, UNAUTHENTICATED", "403, PERMISSION_DENIED", "404, NOT_FOUND",
    "408, DEADLINE_EXCEEDED", "409, ABORTED", "412, FAILED_PRECONDITION", "413, RESOURCE_EXHAUSTED",
    "418, INVALID_ARGUMENT", "429, RESOURCE_EXHAUSTED", "499, CANCELLED", "500, INTERNAL",
    "501, UNIMPLEMENTED", "503, UNAVAILABLE", "504, DEADLINE_EXCEEDED", "599, INTERNAL",
  })
  void aStatusOfItsOwnIsKeptOnBothTransports(int status, String grpcCode) {
    SeldonException found = Thrown.toError(new ComponentException("no", status, "WORD"));

    assertThat(found.httpStatus()).isEqualTo(status);
    assertThat(found.grpcCode()).isEqualTo(grpcCode);
    assertThat(found.reason()).isEqualTo("WORD");
    assertThat(found.info()).isEqualTo("no");
  }

  @ParameterizedTest
  @CsvSource({"403, MICROSERVICE_BAD_DATA", "503, MICROSERVICE_INTERNAL_ERROR"})
  void anEmptyReasonIsThatOfTheStatus(int status, String reason) {
    SeldonException found = Thrown.toError(new ComponentException("no", status, ""));

    assertThat(found.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"200", "399", "600"})
  void aStatusThatIsNoErrorIs500(int status) {
    SeldonException found = Thrown.toError(new ComponentException("no", status, "WORD"));

    assertThat(found.httpStatus()).isEqualTo(500);
    assertThat(found.reason()).isEqualTo("MICROSERVICE_INTERNAL_ERROR");
  }

  /** Spring's own exception with a status, known by its name (ERR-5). */
  @ParameterizedTest
  @CsvSource({
    "404, no such user, no such user, 404, NOT_FOUND",
    "503, , 503, 503, UNAVAILABLE",
    "302, elsewhere, elsewhere, 500, INTERNAL",
  })
  void aStatusOfSpringsIsKept(int given, String reason, String info, int status, String grpcCode) {
    SeldonException found = Thrown.toError(new ResponseStatusException(() -> given, reason) {});

    assertThat(found.info()).isEqualTo(info);
    assertThat(found.httpStatus()).isEqualTo(status);
    assertThat(found.grpcCode()).isEqualTo(grpcCode);
  }

  @Test
  void anErrorOfTheContractStaysWhatItIs() {
    SeldonException given = SeldonException.badData("X: not numeric (expected: numbers)");

    assertThat(Thrown.toError(given)).isSameAs(given);
  }

  @Test
  void aLongTextIsCutAtACharacter() {
    SeldonException found = Thrown.toError(new IllegalStateException("é".repeat(600)));

    assertThat(found.info()).isEqualTo("é".repeat(510) + "…");
  }

  @Test
  void anExceptionThatCannotSayWhatItIsHasItsName() {
    RuntimeException mute =
        new Mute() {
          private static final long serialVersionUID = 1;
        };

    assertThat(Thrown.toError(mute).info())
        .isEqualTo(mute.getClass().getName().replaceFirst(".*[.]", ""));
  }

  private static class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }
  }
}
