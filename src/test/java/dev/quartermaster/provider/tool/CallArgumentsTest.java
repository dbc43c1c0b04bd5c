package dev.quartermaster.provider.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallArgumentsTest {

    private static final String WHOLE = """
            {"city":"Oslo, \\"the\\" city","days":[1,2,{"a":null}],"deep":{"x":{"y":"}"}},"n":-12.5e3,"yes":true,"z":"é"}""";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "'{\"city'                            | {}",
                "'{\"city\":'                         | {}",
                "'{\"city\":\"Os'                     | {}",
                "'{\"city\":\"Oslo\"'                 | '{\"city\":\"Oslo\"}'",
                "'{\"city\":\"Oslo\",\"un'            | '{\"city\":\"Oslo\"}'",
                "'{\"city\":\"Oslo\",\"n\":1'         | '{\"city\":\"Oslo\"}'",
                "'{\"n\":12,'                         | '{\"n\":12}'",
                "'{\"a\":[1,2],\"b\":{\"c\":1'        | '{\"a\":[1,2]}'",
                "'{'                                  | {}",
                "''                                   | {}",
                "'  '                                 | {}",
                "'null'                               | {}",
            })
    void whatWasCutOffBecomesTheFieldsThatHadComeWhole(String cut, String mended) {
        assertThat(CallArguments.mended(cut)).isEqualTo(mended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\": 1.0} ", "[1]", "7", "city=Oslo", "\"{}\""})
    void anObjectAndWhatNeverBeganAsOneStay(String text) {
        assertThat(CallArguments.mended(text)).isEqualTo(text);
    }

    @Test
    void everyBeginningOfAnObjectBecomesOne() {
        for (int length = 0; length <= WHOLE.length(); length++) {
            String mended = CallArguments.mended(WHOLE.substring(0, length));

            assertThat(CallArguments.isObject(mended)).as(mended).isTrue();
            assertThat(WHOLE).startsWith(mended.substring(0, mended.length() - 1));
        }
    }

    @Test
    void whateverBeginsAsAnObjectBecomesOne() {
        ForAll.seeds(random -> {
            StringBuilder noise = new StringBuilder("{");
            for (int i = random.nextInt(30); i > 0; i--) {
                noise.append("{}[]\",:1a\\ n".charAt(random.nextInt(12)));
            }

            assertThat(CallArguments.isObject(CallArguments.mended(noise.toString())))
                    .as(noise.toString())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"a\":1}x", "[]", "null", "{'a':1}"})
    void nothingElseIsAnObject(String text) {
        assertThat(CallArguments.isObject(text)).isFalse();
    }
}
