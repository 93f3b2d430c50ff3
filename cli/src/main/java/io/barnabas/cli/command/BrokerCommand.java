// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.HostAndPort;
import io.barnabas.cli.output.Output;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that asks one broker. */
abstract class BrokerCommand implements Callable<Integer> {
    private static final int DONE = 0;

    final Terminal terminal;

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            defaultValue = "${env:BARNABAS_BOOTSTRAP_SERVER:-localhost:9092}",
            description = "The broker; without it $BARNABAS_BOOTSTRAP_SERVER, or localhost:9092.")
    private String bootstrap = "";

    @Option(names = "--json", description = "Print JSON objects, one per line.")
    private boolean json;

    BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() throws IOException {
        HostAndPort address;
        try {
            address = HostAndPort.parse(bootstrap);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
        var output = new Output(terminal.out(), json, terminal.colours());
        try (BrokerConnection broker = open(address)) {
            run(broker, output);
        } finally {
            output.flush();
        }
        return DONE;
    }

    private BrokerConnection open(HostAndPort address) throws IOException {
        try {
            return BrokerConnection.open(address, "barnabas-cli", terminal.version());
        } catch (UnknownHostException e) {
            throw new UserError("there is no host '" + address.host() + "'");
        } catch (ConnectException | SocketTimeoutException e) {
            throw new UserError("no broker answers at " + address + "; is it running? (-b HOST:PORT names another)");
        }
    }

    abstract void run(BrokerConnection broker, Output output) throws IOException;
}
