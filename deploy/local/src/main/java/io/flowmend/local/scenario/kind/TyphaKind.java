/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.TyphaSeen;
import java.util.Map;
import java.util.TreeMap;

/** The agent's connection to a Typha. */
final class TyphaKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS = new TreeMap<>(
            Map.of("connected", EndpointKind.TYPHA_CONNECTED, "disconnected", EndpointKind.TYPHA_DISCONNECTED));

    TyphaKind() {
        super(TYPHA);
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var typha = new TyphaSeen(fields.text("instance"), fields.text("address", "192.0.2.50:5473"));
        sees(line, world, TYPHA, fields.choice("is", WORDS, "connected"), record -> record.setTypha(typha));
    }
}
