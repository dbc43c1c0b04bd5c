package dev.quartermaster.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildVersionTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void aCommitIsNamedWhole() {
        assertThat(written("1.2", COMMIT, "false")).isEqualTo(new BuildVersion("1.2", COMMIT));
    }

    @Test
    void changesSinceTheCommitShow() {
        assertThat(written("1.2", COMMIT, "true").commit()).isEqualTo(COMMIT + "-dirty");
    }

    @Test
    void aBuildWithoutGitHasAnUnknownCommit() {
        assertThat(written("1.2", "unknown", "true")).isEqualTo(new BuildVersion("1.2", "unknown"));
        assertThat(BuildVersion.of(new Properties())).isEqualTo(new BuildVersion("unknown", "unknown"));
    }

    @Test
    void aPlaceholderThatNobodyFilledInIsUnknown() {
        assertThat(written("${project.version}", "${git.commit.id}", "${git.dirty}"))
                .isEqualTo(new BuildVersion("unknown", "unknown"));
    }

    @Test
    void theBuildHasFilledInItsVersion() {
        assertThat(BuildVersion.read().version()).matches("\\d+\\.\\d+.*");
    }

    private static BuildVersion written(String version, String commit, String dirty) {
        Properties properties = new Properties();
        properties.setProperty("version", version);
        properties.setProperty("commit", commit);
        properties.setProperty("dirty", dirty);
        return BuildVersion.of(properties);
    }
}
