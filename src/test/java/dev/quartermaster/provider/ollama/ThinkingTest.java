package dev.quartermaster.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.TranslationContext;
import dev.quartermaster.testing.Bundled;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasoning parameters that models of the bundled registry get. */
class ThinkingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gpt-oss:20b       | low     | low   | -",
                "gpt-oss:20b       | xhigh   | high  | reasoning_effort",
                "gpt-oss:20b       | minimal | low   | reasoning_effort",
                "gpt-oss:20b       | none    | low   | reasoning_effort",
                "gpt-oss:20b       | 0       | low   | thinking.budget_tokens",
                "gpt-oss:20b       | 4000    | medium | -",
                "deepseek-v4-flash | low     | high  | reasoning_effort",
                "deepseek-v4-flash | max     | max   | -",
                "deepseek-v4-flash | none    | false | -",
                "deepseek-v3.2     | high    | true  | reasoning_effort",
                "deepseek-v3.2     | 4000    | true  | -",
                "deepseek-v3.2     | 0       | false | -",
                "gemma3:4b         | none    | -     | -",
                "gemma3:4b         | 0       | -     | -",
            })
    void reasoningIsWrittenInTheModelsEfforts(String model, String requested, String think, String warned) {
        Warned warnings = new Warned();

        Object written = think(Bundled.model("ollama/" + model), requested, warnings);

        assertThat(written == null ? null : written.toString()).isEqualTo(think);
        assertThat(warnings.omitted()).isEqualTo(warned == null ? List.of() : List.of(warned));
        assertThat(warnings.lost()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"low, reasoning_effort", "2000, thinking.budget_tokens"})
    void aModelThatDoesNotReasonRefusesTheField(String requested, String field) {
        ModelSpec model = Bundled.model("ollama/gemma3:4b");
        Warned warnings = new Warned();

        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class, () -> think(model, requested, UnsupportedFieldPolicy.STRICT));

        assertThat(refusal.param()).contains(field);
        assertThat(think(model, requested, warnings)).isNull();
        assertThat(warnings.lost()).containsExactly(field);
    }

    /** @param requested an effort, or a budget in digits */
    private static Object think(ModelSpec model, String requested, UnsupportedFieldPolicy unsupported) {
        boolean digits = Character.isDigit(requested.charAt(0));
        String effort = digits ? null : requested;
        Integer budget = digits ? Integer.valueOf(requested) : null;
        Options options =
                new Options(null, null, null, null, null, null, null, null, null, null, null, effort, budget, null);
        ChatRequest request = Samples.question("Hi").withOptions(options);
        return new Thinking(new TranslationContext(request, model, unsupported, Dialect.OLLAMA_CHAT, Plain.json()))
                .think();
    }
}
