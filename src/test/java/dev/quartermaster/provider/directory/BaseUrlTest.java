package dev.quartermaster.provider.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com, https://api.openai.com",
        "https://api.openai.com/, https://api.openai.com",
        "https://api.openai.com/v1, https://api.openai.com",
        "https://api.openai.com/v1/, https://api.openai.com",
        "https://generativelanguage.googleapis.com/v1beta, https://generativelanguage.googleapis.com",
        "http://localhost:8000/openai/v1, http://localhost:8000/openai",
        "https://bedrock-runtime.{region}.amazonaws.com, https://bedrock-runtime.{region}.amazonaws.com",
    })
    void versionsAndSlashesAreCut(String given, String kept) {
        assertThat(BaseUrl.of(given, BaseUrl.Origin.CONFIGURATION).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8000",
                "ftp://host",
                "https://",
                "https://user:pw@host",
                "http://host?x=1",
                "h ttp"
            })
    void whatIsNoPlainHttpUrlIsRefused(String given) {
        assertThatThrownBy(() -> BaseUrl.of(given, BaseUrl.Origin.CONFIGURATION))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
