/**
 * Floor 3: images and documents as bytes: whether they are what they are said to be. What it lets through is decodable
 * base64 of a known kind of file; what it refuses it refuses with an error that names the caller's field.
 */
package dev.quartermaster.media;
