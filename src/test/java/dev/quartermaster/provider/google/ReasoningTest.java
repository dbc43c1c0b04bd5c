package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.TranslationContext;
import dev.quartermaster.testing.Bundled;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasoning parameters that models of the bundled registry get. */
class ReasoningTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gemini-2.5-pro              | none    | {thinkingBudget=128}    | output_config.effort",
                "gemini-2.5-pro              | minimal | {thinkingBudget=1024, includeThoughts=true} | -",
                "gemini-2.5-pro              | 0       | {thinkingBudget=128}    | thinking",
                "gemini-2.5-pro              | 1       | {thinkingBudget=128, includeThoughts=true} | thinking.budget_tokens",
                "gemini-2.5-pro              | 99999   | {thinkingBudget=32768, includeThoughts=true} | thinking.budget_tokens",
                "gemini-2.5-flash            | 31999   | {thinkingBudget=24576, includeThoughts=true} | thinking.budget_tokens",
                "gemini-2.5-flash            | 0       | {thinkingBudget=0}      | -",
                "gemini-2.5-flash            | none    | {thinkingBudget=0}      | -",
                "gemini-2.5-flash-lite       | 100     | {thinkingBudget=512, includeThoughts=true} | thinking.budget_tokens",
                "gemini-2.5-flash-lite       | 0       | {thinkingBudget=0}      | -",
                "gemini-3-pro-preview        | none    | {thinkingLevel=LOW}     | output_config.effort",
                "gemini-3-pro-preview        | 0       | {thinkingLevel=LOW}     | thinking",
                "gemini-3-pro-preview        | low     | {thinkingLevel=LOW, includeThoughts=true}  | -",
                "gemini-3-pro-preview        | medium  | {thinkingLevel=HIGH, includeThoughts=true} | output_config.effort",
                "gemini-3-pro-preview        | 31999   | {thinkingLevel=HIGH, includeThoughts=true} | -",
                "gemini-3-pro-preview        | max     | {thinkingLevel=HIGH, includeThoughts=true} | output_config.effort",
                "gemini-3.1-pro-preview      | minimal | {thinkingLevel=LOW, includeThoughts=true}  | output_config.effort",
                "gemini-3.1-pro-preview      | medium  | {thinkingLevel=MEDIUM, includeThoughts=true} | -",
                "gemini-3-flash-preview      | none    | {thinkingLevel=MINIMAL} | output_config.effort",
                "gemini-3-flash-preview      | minimal | {thinkingLevel=MINIMAL, includeThoughts=true} | -",
                "gemini-3-flash-preview      | 5000    | {thinkingLevel=MEDIUM, includeThoughts=true} | -",
                "gemma-4-31b-it              | low     | {thinkingLevel=MINIMAL, includeThoughts=true} | output_config.effort",
                "gemma-4-31b-it              | medium  | {thinkingLevel=HIGH, includeThoughts=true} | output_config.effort",
                "gemini-2.0-flash            | none    | -                       | -",
                "gemini-2.0-flash            | 0       | -                       | -",
            })
    void reasoningIsLimitedToTheModelsRange(String model, String requested, String config, String warned) {
        Warned warnings = new Warned();

        Object written = config(Bundled.model("google/" + model), request(requested), warnings);

        assertThat(written == null ? null : written.toString()).isEqualTo(config);
        assertThat(warnings.omitted()).isEqualTo(warned == null ? List.of() : List.of(warned));
        assertThat(warnings.lost()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"low, output_config.effort", "2000, thinking.budget_tokens"})
    void aModelThatDoesNotReasonRefusesTheField(String requested, String field) {
        ModelSpec model = Bundled.model("google/gemini-2.0-flash");

        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class, () -> config(model, request(requested), UnsupportedFieldPolicy.STRICT));
        Warned warnings = new Warned();

        assertThat(refusal.param()).contains(field);
        assertThat(config(model, request(requested), warnings)).isNull();
        assertThat(warnings.lost()).containsExactly(field);
    }

    @Test
    void reasoningThatIsOffStaysOffWhateverTheEffort() {
        ChatRequest off = request("0").withOptions(options("high", 0));

        assertThat(config(Bundled.model("google/gemini-3-flash-preview"), off, new Warned()))
                .hasToString("{thinkingLevel=MINIMAL}");
    }

    private static Object config(ModelSpec model, ChatRequest request, UnsupportedFieldPolicy unsupported) {
        return new Reasoning(new TranslationContext(request, model, unsupported, Dialect.GOOGLE_GENERATE, Plain.json()))
                .config();
    }

    /** @param requested an effort, or a budget in digits */
    private static ChatRequest request(String requested) {
        boolean digits = Character.isDigit(requested.charAt(0));
        return Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, Part.Text.of("Hi")))
                .withOptions(options(digits ? null : requested, digits ? Integer.valueOf(requested) : null));
    }

    private static Options options(String effort, Integer budget) {
        return new Options(null, null, null, null, null, null, null, null, null, null, null, effort, budget, null);
    }
}
