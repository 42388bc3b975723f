// A process that reads a form and answers, and does nothing else.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'text/xml').end('<Response/>'));
});
server.listen(0, '127.0.0.1', () => console.log(`bare server is ready: http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
