package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.simulator.wire.Protocol;
import java.util.List;

/** Every protocol there is. */
public final class Protocols {

    private Protocols() {}

    /** @param json reads JSON that comes as a text within JSON */
    public static List<Protocol> all(ObjectMapper json) {
        return List.of(new OpenAi(), new Anthropic(), new Google(), new Bedrock(json), new Ollama());
    }
}
