package dev.quartermaster.simulator.protocol;

import dev.quartermaster.simulator.wire.Protocol;
import java.util.List;

/** Every protocol there is. */
public final class Protocols {

    private Protocols() {}

    public static List<Protocol> all() {
        return List.of(new OpenAi(), new Anthropic(), new Google(), new Bedrock(), new Ollama());
    }
}
