package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorReaderTest {

    private final ErrorReader errors = new ErrorReader(
            new Json(new ObjectMapper()), new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));

    @ParameterizedTest
    @CsvSource({
        "429, ThrottlingException, RATE_LIMITED, true",
        "429, ModelNotReadyException, UNAVAILABLE, true",
        "408, ModelTimeoutException, TIMEOUT, true",
        "424, ModelErrorException, ERROR, true",
        "424, ModelStreamErrorException, ERROR, true",
        "500, InternalServerException, ERROR, true",
        "503, ServiceUnavailableException, UNAVAILABLE, true",
        "400, ValidationException, INVALID_REQUEST, false",
        "400, ServiceQuotaExceededException, RATE_LIMITED, false",
        "403, AccessDeniedException, AUTHENTICATION, false",
        "403, ExpiredTokenException, AUTHENTICATION, false",
        "403, InvalidSignatureException, AUTHENTICATION, false",
        "404, ResourceNotFoundException, UNAVAILABLE, false"
    })
    void classifies(int status, String type, FailureKind kind, boolean isTransient) {
        ProviderFailure byHeader = errors.refused(
                answer(status, Map.of("x-amzn-errortype", type + ":http://internal.amazon.com/coral/x/"), "{}"), null);
        ProviderFailure byBody = errors.refused(
                answer(status, Map.of(), "{\"__type\":\"com.amazon.coral.x#" + type + "\",\"Message\":\"so\"}"), null);
        for (ProviderFailure failure : new ProviderFailure[] {byHeader, byBody}) {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.isTransient()).isEqualTo(isTransient);
            assertThat(failure.code()).contains(type);
            assertThat(failure.status()).isEqualTo(status);
        }
        assertThat(byBody).hasMessage("so");
    }

    @Test
    void aPageOfAProxyIsClassifiedByItsStatus() {
        ProviderFailure failure = errors.refused(answer(502, Map.of(), "<html>Bad gateway</html>"), null);
        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.code()).isEmpty();
    }

    private static ProviderResponse answer(int status, Map<String, String> headers, String body) {
        return new ProviderResponse(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
