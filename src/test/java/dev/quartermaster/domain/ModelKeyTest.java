package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "ollama/hf.co/unsloth/gemma:Q4", "bedrock/eu.amazon.nova-pro-v1:0"})
    void whatIsWrittenIsReadAgain(String written) {
        assertThat(ModelKey.parse(written)).map(ModelKey::toString).contains(written);
    }

    @Test
    void anAliasOfItsProviderIsUnderstood() {
        assertThat(ModelKey.parse("gpt/gpt-4o")).contains(new ModelKey(ProviderId.OPENAI, "gpt-4o"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4o", "/gpt-4o", "openai/", "open ai/gpt-4o"})
    void whatIsNoneIsEmpty(String written) {
        assertThat(ModelKey.parse(written)).isEmpty();
    }
}
