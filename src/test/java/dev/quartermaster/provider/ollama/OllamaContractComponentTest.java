package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
class OllamaContractComponentTest extends ProviderContract {

    @Inject
    OllamaFactory factory;

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderId id() {
        return ProviderId.OLLAMA;
    }

    @Override
    protected String wholeAnswer() {
        return last("Hello there.");
    }

    @Override
    protected String emptyAnswer() {
        return last("");
    }

    @Override
    protected String errorInside() {
        return "{\"error\":\"llama runner process has terminated\"}";
    }

    @Override
    protected String errorEchoing(String text) {
        return "{\"error\":\"" + text + "\"}";
    }

    @Override
    protected String streamType() {
        return "application/x-ndjson";
    }

    @Override
    protected List<String> streamBeginning() {
        return List.of(line("Hello"), line(" there."));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(last("") + "\n");
    }

    @Override
    protected String errorInStream() {
        return errorInside() + "\n";
    }

    @Override
    protected String probePath() {
        return "/api/version";
    }

    private static String line(String text) {
        return "{\"model\":\"sample-1\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":false}\n";
    }

    private static String last(String text) {
        return "{\"model\":\"sample-1\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":true,\"done_reason\":\"stop\","
                + "\"total_duration\":100,\"load_duration\":1,\"prompt_eval_count\":11,\"eval_count\":4}";
    }
}
