package dev.quartermaster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.testing.Settings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BoundsTest {

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of(new Bounds.NotNegative(), " 0 ", 0),
                Arguments.of(new Bounds.Positive(), "1", 1),
                Arguments.of(new Bounds.Positive(), "2147483647", Integer.MAX_VALUE),
                Arguments.of(new Bounds.OneToHundred(), "100", 100),
                Arguments.of(new Bounds.OneToThousand(), "1000", 1000),
                Arguments.of(new Bounds.UpToTenThousand(), "10000", 10_000),
                Arguments.of(new Bounds.NotNegativeLong(), "3000000000", 3_000_000_000L),
                Arguments.of(new Bounds.NotNegativeDecimal(), "0.10", new BigDecimal("0.10")),
                Arguments.of(new Bounds.NotNegativeDouble(), "1e3", 1000.0),
                Arguments.of(new Bounds.Share(), "1", 1.0),
                Arguments.of(new Bounds.Factor(), "1.25", 1.25),
                Arguments.of(new Bounds.Positive(), " ", null));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void aNumberWithinTheBoundsIsTaken(Converter<?> bounds, String text, Object number) {
        assertThat((Object) bounds.convert(text)).isEqualTo(number);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(new Bounds.NotNegative(), "-1", "at least 0, not -1"),
                Arguments.of(new Bounds.Positive(), "0", "at least 1, not 0"),
                Arguments.of(new Bounds.Positive(), "2147483648", "a number, at least 1, not \"2147483648\""),
                Arguments.of(new Bounds.Positive(), "1.5", "a number, at least 1, not \"1.5\""),
                Arguments.of(new Bounds.OneToHundred(), "101", "from 1 to 100, not 101"),
                Arguments.of(new Bounds.OneToThousand(), "0", "from 1 to 1000, not 0"),
                Arguments.of(new Bounds.UpToTenThousand(), "10001", "from 0 to 10000, not 10001"),
                Arguments.of(new Bounds.NotNegativeLong(), "-1", "at least 0, not -1"),
                Arguments.of(new Bounds.NotNegativeDecimal(), "-0.01", "at least 0, not -0.01"),
                Arguments.of(new Bounds.NotNegativeDouble(), "-0.1", "at least 0.0, not -0.1"),
                Arguments.of(new Bounds.Share(), "1.01", "from 0.0 to 1.0, not 1.01"),
                Arguments.of(new Bounds.Share(), "NaN", "a number, from 0.0 to 1.0, not \"NaN\""),
                Arguments.of(new Bounds.Factor(), "0.99", "from 1.0 to 100.0, not 0.99"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anyOtherIsRefused(Converter<?> bounds, String text, String message) {
        assertThatThrownBy(() -> bounds.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be " + message);
    }

    @Test
    void theKeyIsNamed() {
        assertThatThrownBy(() -> Settings.of(HistoryConfig.class, Map.of("quartermaster.history.batch-size", "0")))
                .hasMessageContaining("quartermaster.history.batch-size")
                .hasMessageContaining("must be at least 1, not 0");
    }
}
