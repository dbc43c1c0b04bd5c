package dev.quartermaster.inference;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Bedrock of two regions whose data must stay in Europe, and a registry that has base ids only. */
public class EuropeanBedrock implements QuarkusTestResourceLifecycleManager {

    static final String HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0";
    static final String TITAN = "amazon.titan-embed-text-v1";

    private static final String REGISTRY = """
            {"models":[
              {"id":"%s","provider":"bedrock","capabilities":["text-generation"],"features":["streaming"],
               "pricing":{"input_per_1m":1,"output_per_1m":1,
                 "routes":{"geo":{"input_per_1m":1000,"output_per_1m":1000}}}},
              {"id":"%s","provider":"bedrock","capabilities":["embeddings"],
               "pricing":{"input_per_1m":1,"output_per_1m":0,
                 "routes":{"in_region":{"input_per_1m":2000,"output_per_1m":0}}}}]}""".formatted(HAIKU, TITAN);

    static volatile Simulator simulator;

    @Override
    public Map<String, String> start() {
        try {
            simulator = Simulator.start(0);
            Path registry = Files.createTempFile(Path.of("target"), "european", ".json");
            Files.writeString(registry, REGISTRY);
            String bedrock = simulator.baseUrl(ProviderId.BEDROCK);
            return Map.of(
                    "quartermaster.registry.path", registry.toAbsolutePath().toString(),
                    "quartermaster.registry.watch", "false",
                    "quartermaster.agents.default-model", "auto",
                    "quartermaster.providers.bedrock.base-url", bedrock + "/runtime/{region}",
                    "quartermaster.providers.bedrock.api-key", "sk-of-bedrock",
                    "quartermaster.providers.bedrock.region", "us-east-1",
                    "quartermaster.providers.bedrock.regions", "eu-central-1",
                    "quartermaster.providers.bedrock.residency", "eu",
                    "quartermaster.catalog.bedrock.base-url", bedrock + "/control/{region}");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
