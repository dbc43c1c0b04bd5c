package dev.quartermaster.simulator.wire;

import dev.quartermaster.domain.ProviderId;
import java.util.List;
import java.util.Map;

/** The wire protocol of one provider. */
public interface Protocol {

    ProviderId provider();

    List<Endpoint> endpoints();

    /** Returns whether the call has a key; any key will do. */
    boolean authorised(Call call);

    /**
     * The problem in the provider's own words, with the headers it sends along.
     *
     * @param requestId unique to this call
     */
    Reply error(Problem problem, String requestId);

    /**
     * Headers that every answer of the provider carries.
     *
     * @param requestId unique to this call
     */
    Map<String, String> headers(String requestId);
}
