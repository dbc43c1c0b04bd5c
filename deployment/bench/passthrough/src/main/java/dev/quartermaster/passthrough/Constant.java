package dev.quartermaster.passthrough;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** Answers every chat with the same bytes, and asks nobody: the least that an answer from a cache can take on this stack. */
@Path("/constant/v1/chat/completions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class Constant {

    private static final byte[] ANSWER = ("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767225600,"
                    + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                    + "\"Look at the sun at noon: it stands in the south of the northern half of the world.\",\"refusal\":null},"
                    + "\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":24,\"completion_tokens\":20,\"total_tokens\":44}}")
            .getBytes(StandardCharsets.UTF_8);

    @POST
    @NonBlocking
    public byte[] complete(byte[] body) {
        return ANSWER;
    }
}
