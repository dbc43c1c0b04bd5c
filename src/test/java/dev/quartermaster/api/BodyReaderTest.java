package dev.quartermaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

    private final BodyReader reader = new BodyReader(
            new ObjectMapper(), Validation.buildDefaultValidatorFactory().getValidator());

    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @NotNull(message = BodyReader.MISSING) String firstWord,
            @Valid @Nullable Part part,
            @Valid @Nullable List<Part> parts,
            @Nullable List<String> words,
            @Nullable ObjectNode any,
            @Nullable ArrayNode items,
            @Nullable Boolean flag,
            @Nullable Double number,
            @Nullable BigDecimal price) {}

    record Part(
            @NotNull(message = BodyReader.MISSING) @Min(value = 1, message = "must be at least {value}") Long size,

            @NotNull(message = BodyReader.MISSING) String name) {}

    private Body read(String json) {
        return reader.read(json.replace('`', '"').getBytes(StandardCharsets.UTF_8), Body.class, "is not known");
    }

    @Test
    void readsEachTypeOfValueAndCountsNullAsAbsent() {
        Body body =
                read("{`first_word`:`a`,`part`:{`size`:2,`name`:`n`},`words`:[`x`],`any`:{`deep`:[1]},`items`:[null],"
                        + "`flag`:true,`number`:3,`price`:0.10,`parts`:null}");

        assertThat(body.part()).isEqualTo(new Part(2L, "n"));
        assertThat(body.parts()).isNull();
        assertThat(body.words()).containsExactly("x");
        assertThat(body.any()).hasToString("{\"deep\":[1]}");
        assertThat(body.items()).hasSize(1);
        assertThat(body.flag()).isTrue();
        assertThat(body.number()).isEqualTo(3.0);
        assertThat(body.price()).isEqualByComparingTo("0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`first_word`:7}               | first_word    | 'first_word' must be a string, not number",
                "{`first_word`:true}            | first_word    | 'first_word' must be a string, not boolean",
                "{`first_word`:[`a`]}           | first_word    | 'first_word' must be a string, not array",
                "{`part`:{`size`:`1`}}          | part.size     | 'part.size' must be a whole number, not string",
                "{`part`:{`size`:1.5}}          | part.size     | 'part.size' must be a whole number, not number",
                "{`part`:{`size`:99999999999999999999}} | part.size | 'part.size' must be a whole number, not number",
                "{`part`:`big`}                 | part          | 'part' must be an object, not string",
                "{`part`:``}                    | part          | 'part' must be an object, not string",
                "{`parts`:{}}                   | parts         | 'parts' must be an array, not object",
                "{`parts`:[{`size`:{}}]}        | parts[0].size | 'parts[0].size' must be a whole number, not object",
                "{`parts`:[null]}               | parts[0]      | 'parts[0]' must be an object, not null",
                "{`words`:`x`}                  | words         | 'words' must be an array, not string",
                "{`words`:[`x`,2]}              | words[1]      | 'words[1]' must be a string, not number",
                "{`words`:[`x`,null]}           | words[1]      | 'words[1]' must be a string, not null",
                "{`any`:[]}                     | any           | 'any' must be an object, not array",
                "{`items`:{}}                   | items         | 'items' must be an array, not object",
                "{`flag`:1}                     | flag          | 'flag' must be true or false, not number",
                "{`flag`:`true`}                | flag          | 'flag' must be true or false, not string",
                "{`number`:`1`}                 | number        | 'number' must be a number, not string",
                "{`price`:false}                | price         | 'price' must be a number, not boolean",
                "[]                             |               | The request body must be an object, not array",
                "{`first_word`:`a`,`color`:1}   | color         | 'color' is not known",
                "{`part`:{`color`:1}}           | part.color    | 'part.color' is not known",
                "{}                             | first_word    | 'first_word' is missing",
                "{`part`:{}}                    | first_word    | 'first_word' is missing",
                "{`first_word`:`a`,`part`:{}}   | part.size     | 'part.size' is missing",
                "{`first_word`:`a`,`parts`:[{`size`:1,`name`:`n`},{`size`:0,`name`:`n`}]} | parts[1].size"
                        + " | 'parts[1].size' must be at least 1"
            })
    void refusesWhatIsWrongWithItsFieldAndTheExpectedType(String json, String field, String message) {
        QuartermasterException refusal = catchThrowableOfType(QuartermasterException.class, () -> read(json));

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.param()).isEqualTo(Optional.ofNullable(field));
    }
}
