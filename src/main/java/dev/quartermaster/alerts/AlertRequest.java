package dev.quartermaster.alerts;

import java.util.Map;

/**
 * Request for an alert.
 *
 * @param subject the subject in a stable form: a model ({@code openai/gpt-4o}), a provider, an agent type, a key
 *     ({@code key:team-a}). One alert of a kind is raised for each subject per window
 * @param message a sentence for people. Never holds a key or a prompt
 * @param facts the numbers and names in the message, by field
 */
public record AlertRequest(AlertKind kind, String subject, String message, Map<String, Object> facts) {

    public AlertRequest {
        if (kind == null || subject == null || subject.isBlank() || message == null) {
            throw new IllegalArgumentException("an alert needs a kind, a subject and a message");
        }
        facts = Map.copyOf(facts);
    }
}
