package dev.quartermaster.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes an alert in the format of a webhook. */
final class WebhookBody {

    /** Slack refuses longer texts in a section. */
    private static final int LONGEST_TEXT = 3000;

    private final ObjectMapper json;

    WebhookBody(ObjectMapper json) {
        this.json = json;
    }

    byte[] of(Alert alert, AlertsConfig.Format format) {
        try {
            return json.writeValueAsBytes(format == AlertsConfig.Format.SLACK ? slack(alert) : alert);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the facts of an alert are plain values", e);
        }
    }

    private ObjectNode slack(Alert alert) {
        String title = alert.kind().wire() + ": " + alert.subject();
        ObjectNode message = json.createObjectNode();
        message.put("text", cut(escape(title + ": " + alert.message())));
        var blocks = message.putArray("blocks");
        text(
                blocks.addObject().put("type", "section").putObject("text"),
                "*" + escape(title) + "*\n" + escape(alert.message()));
        text(
                blocks.addObject().put("type", "context").putArray("elements").addObject(),
                escape(alert.time() + " · " + alert.id()));
        return message;
    }

    private static void text(ObjectNode place, String text) {
        place.put("type", "mrkdwn").put("text", cut(text));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
