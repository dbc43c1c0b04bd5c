package dev.quartermaster.inference.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileReader;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that agents have when nobody set one must work wherever Bedrock is set up. */
class DefaultModelTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void itIsACurrentSonnetByAnAlias() throws Exception {
        assertThat(configured()).startsWith("bedrock/claude-sonnet-");
        assertThat(model().aliases()).contains(configured().substring("bedrock/".length()));
        assertThat(model().enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "us-west-2", "eu-central-1", "eu-west-1", "ap-northeast-1", "ap-southeast-2"})
    void theCatalogHasItInTheRegion(String region) throws Exception {
        CatalogIndex catalog = Catalogs.bundledIndex();

        assertThat(new BedrockReachability(
                                new CallRoutes(catalog, CallPolicy.from(region), Catalogs.regions()),
                                LocalDate.of(2026, 6, 17))
                        .of(model()))
                .isEmpty();
    }

    private static String configured() throws Exception {
        return new YamlConfigSource(
                        RESOURCES.resolve("application.yaml").toUri().toURL())
                .getValue("quartermaster.agents.default-model");
    }

    private static ModelSpec model() throws Exception {
        String alias = configured().substring("bedrock/".length());
        String schema = Files.readString(RESOURCES.resolve("model-registry.schema.json"));
        return new RegistryFileReader(new ObjectMapper(), schema)
                .read(Files.readAllBytes(RESOURCES.resolve("model-registry.json"))).entries().stream()
                        .map(RegistryEntry::model)
                        .filter(model -> model.key().provider().value().equals("bedrock"))
                        .filter(model -> model.aliases().contains(alias))
                        .findFirst()
                        .orElseThrow();
    }
}
