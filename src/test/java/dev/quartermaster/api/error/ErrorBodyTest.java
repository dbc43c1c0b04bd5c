package dev.quartermaster.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBodyTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, OPENAI",
        "/v1/models, OPENAI",
        "/v1, OPENAI",
        "/v1/messages, ANTHROPIC",
        "/v1/messages/count_tokens, ANTHROPIC",
        "/v1/messagesx, OPENAI",
        "/v10, PROBLEM",
        "/api/v1/status, PROBLEM",
        "/, PROBLEM"
    })
    void thePathDecidesTheShape(String path, ErrorShape shape) {
        assertThat(ErrorShape.of(path)).isEqualTo(shape);
    }

    @Test
    void openAiShowsAllFourFields() throws Exception {
        assertThat(written("/v1/models", null))
                .isEqualTo("{\"error\":{\"message\":\"gone\",\"type\":\"invalid_request_error\",\"param\":null,"
                        + "\"code\":\"model_not_found\"}}");
    }

    @Test
    void anthropicCarriesTheRequestId() throws Exception {
        assertThat(written("/v1/messages", "model"))
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"gone\"},"
                        + "\"request_id\":\"req_1\"}");
    }

    @Test
    void aProblemIsRfc9457() throws Exception {
        assertThat(written("/api/v1/models", "model"))
                .isEqualTo("{\"type\":\"urn:quartermaster:problem:model_not_found\",\"title\":\"Model not found\","
                        + "\"status\":404,\"detail\":\"gone\",\"instance\":\"urn:quartermaster:request:req_1\","
                        + "\"code\":\"model_not_found\",\"param\":\"model\"}");
    }

    @Test
    void aBudgetIsToldInEachShapeWithItsAmounts() throws Exception {
        String budget = "\"budget\":{\"name\":\"team\",\"limit_usd\":100,\"held_usd\":0.0000001}";

        assertThat(spent("/v1/chat/completions"))
                .isEqualTo("{\"error\":{\"message\":\"spent\",\"type\":\"rate_limit_error\",\"param\":null,"
                        + "\"code\":\"budget_exceeded\"," + budget + "}}");
        assertThat(spent("/v1/messages"))
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"spent\","
                        + budget + "},\"request_id\":\"req_1\"}");
        assertThat(spent("/api/v1/selections"))
                .isEqualTo("{\"type\":\"urn:quartermaster:problem:budget_exceeded\",\"title\":\"Budget exceeded\","
                        + "\"status\":429,\"detail\":\"spent\",\"instance\":\"urn:quartermaster:request:req_1\","
                        + "\"code\":\"budget_exceeded\"," + budget + "}");
    }

    private String spent(String path) throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "team");
        fields.put("limit_usd", Money.usd("100"));
        fields.put("held_usd", Money.usd("0.0000001"));
        QuartermasterException error =
                new QuartermasterException(ErrorCode.BUDGET_EXCEEDED, "spent", null, null, Map.of("budget", fields));
        return json.writeValueAsString(ErrorBody.render(path, error, "req_1").content());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void serverErrorsAndOnlyTheyAreCalledSo(ErrorCode code) {
        boolean ours = code.status() >= 500;

        assertThat(OpenAiError.of(code, "m", null).error().type().equals("server_error"))
                .isEqualTo(ours);
        assertThat(AnthropicError.of(code, "m", "r").error().type())
                .matches(ours ? "api_error|overloaded_error|timeout_error" : ".*(_error|_too_large)");
    }

    private String written(String path, String param) throws Exception {
        ErrorBody body = ErrorBody.render(path, ErrorCode.MODEL_NOT_FOUND, "gone", param, "req_1");
        return json.writeValueAsString(body.content());
    }
}
