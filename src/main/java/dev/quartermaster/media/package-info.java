/**
 * Floor 5: images and documents as bytes: whether they are what they are said to be, and how those that are only linked to
 * are fetched. What it lets through is decodable base64 of a known kind of file; what it refuses it refuses with an error
 * that names the caller's field. Links are followed to public hosts only, whatever their names or redirects lead to.
 */
@NullMarked
package dev.quartermaster.media;

import org.jspecify.annotations.NullMarked;
