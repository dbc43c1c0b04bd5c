package dev.quartermaster.provider.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.provider.failure.FailureTable.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTableTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "400, , , INVALID_REQUEST, false",
        "400, context_length_exceeded, invalid_request_error, CONTEXT_WINDOW, false",
        "400, content_policy_violation, image_generation_user_error, CONTENT_POLICY, false",
        "400, content_filter, , CONTENT_POLICY, false",
        "400, API_KEY_INVALID, INVALID_ARGUMENT, AUTHENTICATION, false",
        "401, invalid_api_key, invalid_request_error, AUTHENTICATION, false",
        "401, , invalid_request_error, AUTHENTICATION, false",
        "402, , billing_error, RATE_LIMITED, false",
        "401, , UNAUTHENTICATED, AUTHENTICATION, false",
        "403, API_KEY_SERVICE_BLOCKED, PERMISSION_DENIED, AUTHENTICATION, false",
        "403, InvalidSignatureException, , AUTHENTICATION, false",
        "403, ExpiredTokenException, , AUTHENTICATION, false",
        "403, UnrecognizedClientException, , AUTHENTICATION, false",
        "400, UnrecognizedClientException, , AUTHENTICATION, false",
        "404, model_not_found, invalid_request_error, UNAVAILABLE, false",
        "404, , , UNAVAILABLE, false",
        "408, , , TIMEOUT, true",
        "409, , conflict_error, ERROR, true",
        "413, , request_too_large, INVALID_REQUEST, false",
        "422, , , INVALID_REQUEST, false",
        "424, , , ERROR, true",
        "425, , , UNAVAILABLE, true",
        "429, rate_limit_exceeded, requests, RATE_LIMITED, true",
        "429, , , RATE_LIMITED, true",
        "429, insufficient_quota, insufficient_quota, RATE_LIMITED, false",
        "429, enforced_spend_limit_reached, rate_limit_error, RATE_LIMITED, false",
        "429, ModelNotReadyException, , UNAVAILABLE, true",
        "500, , server_error, ERROR, true",
        "502, , , UNAVAILABLE, true",
        "503, , , UNAVAILABLE, true",
        "504, , , TIMEOUT, true",
        "529, , overloaded_error, UNAVAILABLE, true",
        "599, , , ERROR, true",
        "200, , server_error, ERROR, true",
        "200, , overloaded_error, UNAVAILABLE, true",
        "200, , invalid_request_error, INVALID_REQUEST, false",
        "200, 429, , RATE_LIMITED, true",
        "200, 401, , AUTHENTICATION, false",
        "302, , , ERROR, false",
    })
    void aRefusalMeansWhatItsStatusAndCodeSay(
            int status, String code, String type, FailureKind kind, boolean isTransient) {
        Verdict verdict = FailureTable.standard().classify(status, Arrays.asList(code, type));

        assertThat(verdict).isEqualTo(new Verdict(kind, isTransient));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "403, , , AUTHENTICATION",
        "403, , permission_error, AUTHENTICATION",
        "403, , PERMISSION_DENIED, AUTHENTICATION",
        "403, AccessDeniedException, , AUTHENTICATION",
        "200, permission_error, , AUTHENTICATION",
        "429, daily_quota_of_model, RESOURCE_EXHAUSTED, RATE_LIMITED",
    })
    void whatIsOfTheKeyAtOneModelLeavesTheKeyToOthers(int status, String code, String type, FailureKind kind) {
        Verdict verdict = FailureTable.standard().classify(status, Arrays.asList(code, type));

        assertThat(verdict).isEqualTo(new Verdict(kind, false, true));
    }

    @Test
    void configurationCanSayThatARefusalIsOfTheModel() {
        FailureTable table = FailureTable.standard().with(Map.of("418", "authentication model"));

        assertThat(table.classify(418, List.of())).isEqualTo(new Verdict(FailureKind.AUTHENTICATION, false, true));
    }

    @Test
    void configurationCanOverruleAStatusOrACode() {
        FailureTable table =
                FailureTable.standard().with(Map.of("418", "unavailable transient", "insufficient_quota", "budget"));

        assertThat(table.classify(418, List.of())).isEqualTo(new Verdict(FailureKind.UNAVAILABLE, true));
        assertThat(table.classify(429, List.of("insufficient_quota")))
                .isEqualTo(new Verdict(FailureKind.BUDGET, false));
        assertThat(table.classify(429, List.of())).isEqualTo(new Verdict(FailureKind.RATE_LIMITED, true));
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> FailureTable.standard().with(Map.of("418", "teapot")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
