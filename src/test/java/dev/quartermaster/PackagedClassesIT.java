package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.PackagedClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packaged service holds nothing that only development and tests use. */
class PackagedClassesIT {

    @Test
    void nothingThatOnlyDevelopmentAndTestsUseIsPackaged() throws Exception {
        Set<String> classes = PackagedClasses.paths();
        assertThat(classes).contains("dev/quartermaster/domain/ProviderId.class");
        assertThat(classes).noneMatch(path -> path.startsWith("dev/quartermaster/simulator/"));
        assertThat(classes).noneMatch(path -> path.startsWith("dev/quartermaster/console/tuning/"));
        assertThat(classes).noneMatch(path -> path.startsWith("io/zonky/test/db/postgres/"));
        assertThat(classes).noneMatch(path -> path.startsWith("io/smallrye/openapi/"));
    }
}
