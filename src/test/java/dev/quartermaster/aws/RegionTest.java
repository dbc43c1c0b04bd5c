package dev.quartermaster.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "ap-southeast-7", "us-gov-west-1", "mx-central-1", "eu-isoe-west-1"})
    void takesRegions(String code) {
        assertThat(new Region(code)).hasToString(code);
    }

    /** A region becomes a part of a host name, so nothing else may pass. */
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"us-east", "US-EAST-1", "us-east-1.evil.example", "us-east-1/", " us-east-1", "{region}"})
    void refusesWhatIsNone(String code) {
        assertThatThrownBy(() -> new Region(code)).isInstanceOf(IllegalArgumentException.class);
    }
}
