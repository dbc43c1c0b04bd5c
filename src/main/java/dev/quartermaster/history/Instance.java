package dev.quartermaster.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This process among those that share a database. */
@ApplicationScoped
public class Instance {

    private final String id = UUID.randomUUID().toString();

    /** Another one after each start. */
    public String id() {
        return id;
    }
}
