package dev.quartermaster.domain.chat;

/** Whose turn a message is. Tool results are a turn of their own ({@code TOOL}) or parts of a user's turn. */
public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL
}
