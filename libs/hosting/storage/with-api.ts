import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import type { DataSource } from 'typeorm';
import { openStorage, type Storage, type StorageOptions } from './open-storage';

/** Lends the tokens of a ledger whose storage is opened for it. */
export async function withApi<T>(
  options: StorageOptions,
  use: (api: DataSource, storage: Storage) => Promise<T>,
): Promise<T> {
  const storage = await openStorage(options);
  try {
    return await withApiOf(storage, (api) => use(api, storage));
  } finally {
    await storage.close();
  }
}

/** The same, where the storage is open. */
export async function withApiOf<T>({ connectionString }: Storage, use: (api: DataSource) => Promise<T>): Promise<T> {
  const api = await apiDataSource({ connectionString }).initialize();
  try {
    return await use(api);
  } finally {
    await api.destroy();
  }
}
