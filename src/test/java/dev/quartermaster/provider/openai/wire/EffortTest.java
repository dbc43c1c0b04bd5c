package dev.quartermaster.provider.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Bundled;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {

    private static final ModelSpec UNKNOWN = Samples.model(ProviderId.of("house"), "house-1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gpt-5        | minimal | minimal | -",
                "gpt-5        | none    | minimal | reasoning.effort",
                "gpt-5        | xhigh   | high    | reasoning.effort",
                "gpt-5        | 0       | minimal | thinking.budget_tokens",
                "gpt-5        | 4000    | medium  | -",
                "gpt-5-codex  | minimal | low     | reasoning.effort",
                "gpt-5-pro    | low     | high    | reasoning.effort",
                "gpt-5.1      | none    | none    | -",
                "gpt-5.1      | minimal | low     | reasoning.effort",
                "gpt-5.1      | max     | high    | reasoning.effort",
                "gpt-5.2      | xhigh   | xhigh   | -",
                "gpt-5.2      | 0       | none    | -",
                "o3           | minimal | low     | reasoning.effort",
                "o3           | high    | high    | -",
                "gpt-4o       | none    | -       | -",
                "gpt-4o       | 0       | -       | -",
            })
    void theNearestWordOfTheModelIsTaken(String model, String wish, String effort, String warned) {
        Warned warnings = new Warned();

        assertThat(effort(Bundled.model("openai/" + model), options(wish), warnings))
                .isEqualTo(effort);
        assertThat(warnings.omitted()).isEqualTo(warned == null ? List.of() : List.of(warned));
        assertThat(warnings.lost()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"low, reasoning.effort", "2000, thinking.budget_tokens"})
    void aModelThatDoesNotReasonRefusesTheWishByItsField(String wish, String field) {
        ModelSpec model = Bundled.model("openai/gpt-4o");
        Warned warnings = new Warned();

        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class, () -> effort(model, options(wish), UnsupportedFieldPolicy.STRICT));

        assertThat(refusal.param()).contains(field);
        assertThat(effort(model, options(wish), warnings)).isNull();
        assertThat(warnings.lost()).containsExactly(field);
    }

    @Test
    void aModelOfWhichNothingIsRegisteredIsAskedAsTheCallerAsks() {
        assertThat(effort(UNKNOWN, options("xhigh"), UnsupportedFieldPolicy.STRICT))
                .isEqualTo("xhigh");
    }

    private static String effort(ModelSpec model, Options options, UnsupportedFieldPolicy unsupported) {
        FieldPaths paths = Samples.request(Dialect.OPENAI_RESPONSES, Message.of(Role.USER, Part.Text.of("Hi")))
                .paths();
        return Effort.of(options, model, paths, unsupported);
    }

    /** @param wish an effort, or a budget in digits */
    private static Options options(String wish) {
        boolean digits = Character.isDigit(wish.charAt(0));
        String effort = digits ? null : wish;
        Integer budget = digits ? Integer.valueOf(wish) : null;
        return new Options(null, null, null, null, null, null, null, null, null, null, null, effort, budget, null);
    }
}
