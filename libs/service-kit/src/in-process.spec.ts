import 'reflect-metadata';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { InProcessClient, InProcessServer, LOOKUPS } from './index.js';

@Controller()
class Front {
  @MessagePattern('front.double', LOOKUPS)
  double(@Payload() data: { n: number }): { n: number; when: Date } {
    return { n: data.n * 2, when: new Date(0) };
  }
  @MessagePattern('front.fail', LOOKUPS)
  fail(): never {
    throw new RpcException({ code: 'unavailable' });
  }
  @MessagePattern('front.elsewhere', Symbol('another transport'))
  elsewhere(): number {
    return 1;
  }
}
@Module({ controllers: [Front] })
class FrontModule {}

describe('look-ups in one process', () => {
  let close = async (): Promise<void> => {};
  afterEach(() => close());

  async function start(): Promise<InProcessClient> {
    const server = new InProcessServer();
    const app = await NestFactory.createMicroservice(FrontModule, { strategy: server, logger: false });
    await app.listen();
    close = () => app.close();
    return new InProcessClient(server);
  }

  test('are answered by the controller of the pattern, as JSON', async () => {
    const client = await start();
    expect(await lastValueFrom(client.send('front.double', { n: 21 }))).toEqual({
      n: 42,
      when: '1970-01-01T00:00:00.000Z',
    });
  });

  test("a handler's error reaches the asker", async () => {
    const client = await start();
    await expect(firstValueFrom(client.send('front.fail', {}))).rejects.toEqual({ code: 'unavailable' });
  });

  test('a pattern that nobody answers here, or that belongs to another transport, is an error', async () => {
    const client = await start();
    await expect(firstValueFrom(client.send('front.nobody', {}))).rejects.toThrow('nobody answers front.nobody');
    await expect(firstValueFrom(client.send('front.elsewhere', {}))).rejects.toThrow('nobody answers');
  });
});
