package dev.quartermaster.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbReaderTest {

    private static final String PLAIN = """
            {"pk":"openai#gpt-x","provider":"openai","model_id":"gpt-x","display_name":"GPT X","input_price":2.5,
             "output_price":10,"max_tokens":16384,"supports_tools":true,"supports_vision":false,"is_default":true}""";

    private static final String TYPED = """
            {"pk":{"S":"openai#gpt-x"},"provider":{"S":"openai"},"model_id":{"S":"gpt-x"},"display_name":{"S":"GPT X"},
             "input_price":{"N":"2.50"},"output_price":{"N":"10"},"max_tokens":{"N":"16384"},
             "supports_tools":{"BOOL":true},"supports_vision":{"BOOL":false},"is_default":{"BOOL":true}}""";

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{\"Items\":[%s],\"Count\":1}"})
    void plainAndTypedItemsSayTheSame(String around) {
        ImportRow plain = read(around.formatted(PLAIN));
        ImportRow typed = read(around.formatted(TYPED));

        assertThat(typed).isEqualTo(plain);
        ModelSpec model = plain.entry().model();
        assertThat(model.key()).hasToString("openai/gpt-x");
        assertThat(model.name()).isEqualTo("GPT X");
        assertThat(model.pricing().base().inputPer1m()).isEqualTo("2.5");
        assertThat(model.pricing().base().outputPer1m()).isEqualTo("10");
        assertThat(model.maxOutputTokens()).isEqualTo(16_384L);
        assertThat(model.features()).contains(Feature.TOOLS).doesNotContain(Feature.VISION);
        assertThat(plain.absent()).containsExactly(Feature.VISION);
    }

    @Test
    void theKeyAloneNamesAModelToo() {
        assertThat(read("[{\"pk\":\"claude#x#1\",\"input_price\":1,\"output_price\":2}]")
                        .entry()
                        .model()
                        .key())
                .hasToString("anthropic/x#1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pk':'openai#a','provider':'openai','model_id':'b','input_price':1,'output_price':1} | pk is openai/a, but",
                "{'pk':'gpt','input_price':1,'output_price':1} | pk must be provider#model_id",
                "{'provider':'openai','input_price':1,'output_price':1} | pk is missing",
                "{'pk':'openai#a','output_price':1} | input_price is missing",
                "{'pk':'openai#a','input_price':'cheap','output_price':1} | input_price must be a number",
                "{'pk':'openai#a','input_price':{'L':[]},'output_price':1} | input_price has a type",
                "{'pk':'openai#a','input_price':-1,'output_price':1} | must not be negative",
                "{'pk':'openai#a','input_price':1,'output_price':1,'max_tokens':1e999999999} | max_tokens must be",
                "{'pk':'openai#a','input_price':1,'output_price':1,'max_tokens':1.5} | Rounding",
                "{'pk':'openai#a','input_price':1,'output_price':1,'supports_tools':'yes'} | supports_tools must be",
                "3 | an item must be an object",
            })
    void anUnusableRowHasItsReason(String item, String reason) {
        assertThat(read("[" + item.replace('\'', '"') + "]").refusal()).contains(reason);
    }

    private static ImportRow read(String document) {
        return ForeignListTest.read(document, null).rows().get(0);
    }
}
