/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

/**
 * One documented setting.
 *
 * @param key name, or a prefix with a star
 * @param fallback default as written; empty if there is none
 * @param allowed values it takes
 * @param doc what it does
 */
public record Setting(String key, String fallback, String allowed, String doc) {}
